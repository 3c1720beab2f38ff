"""Local overlays: what each organisation answers to the questions of the steps, and adds beside them."""
