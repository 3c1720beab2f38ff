/* The entity "woord" in Wagtail's editor: one of four words that each organisation says in its own way. */
(() => {
  const { React, DraftJS } = window;
  const WORDS = [
    ["client", "bewoner"],
    ["learner", "collega-in-opleiding"],
    ["trainer", "praktijkopleider"],
    ["team_leader", "teamleider"],
  ];

  const button = (label, onClick) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "button button-secondary";
    element.textContent = label;
    element.addEventListener("click", onClick);
    return element;
  };

  /* A native dialog: closes with Escape, keeps the focus inside, needs no styles of ours. */
  const askForWord = (onChoice, onCancel) => {
    const dialog = document.createElement("dialog");
    let chosen = false;
    const title = document.createElement("h2");
    title.textContent = "Welk woord?";
    const help = document.createElement("p");
    help.textContent = "Elke organisatie ziet hier haar eigen woord, in het enkelvoud.";
    dialog.setAttribute("aria-label", title.textContent);
    dialog.append(title, help);
    WORDS.forEach(([kind, label]) => {
      dialog.append(
        button(label, () => {
          chosen = true;
          dialog.close();
          onChoice(kind, label);
        }),
        " ",
      );
    });
    dialog.append(button("Annuleren", () => dialog.close()));
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (!chosen) onCancel();
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  const startsSentence = (editorState) => {
    const selection = editorState.getSelection();
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    const before = block.getText().slice(0, selection.getStartOffset()).trimEnd();
    return before === "" || /[.!?:]$/.test(before);
  };

  class WordSource extends React.Component {
    componentDidMount() {
      const { editorState, entityType, onComplete, onClose } = this.props;
      askForWord((kind, label) => {
        const content = editorState
          .getCurrentContent()
          .createEntity(entityType.type, "IMMUTABLE", { soort: kind });
        const text = startsSentence(editorState) ? label[0].toUpperCase() + label.slice(1) : label;
        const changed = DraftJS.Modifier.replaceText(
          content,
          editorState.getSelection(),
          text,
          null,
          content.getLastCreatedEntityKey(),
        );
        onComplete(DraftJS.EditorState.push(editorState, changed, "insert-characters"));
      }, onClose);
    }

    render() {
      return null;
    }
  }

  const Word = ({ children, entityKey, contentState }) => {
    const { soort } = contentState.getEntity(entityKey).getData();
    return React.createElement(
      "span",
      {
        "data-woord": soort,
        title: "Eigen woord van de organisatie",
        style: { borderBottom: "2px dotted currentColor" },
      },
      children,
    );
  };

  window.draftail.registerPlugin(
    { type: "WOORD", source: WordSource, decorator: Word },
    "entityTypes",
  );
})();
