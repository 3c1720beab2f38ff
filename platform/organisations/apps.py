from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = "Organisaties"

    def ready(self) -> None:
        """Tell people where they work and who sees what of them."""
        from organisations.leaving.services import forget_leave
        from organisations.my_data import describe_looks, describe_memberships, describe_sight, register
        from organisations.services import follow_refusal, forget_chosen_roles, forget_ended_memberships
        from organisations.start_cards.services import forget_cards
        from organisations.work_accounts.services import forget_links, kept_secrets
        from people.registry import register_refusal_follower, register_section
        from people.retention import register_sweep
        from people.secrecy import register_secrets

        register()
        register_secrets(kept_secrets)
        register_refusal_follower(follow_refusal)
        register_sweep("memberships", forget_ended_memberships)
        register_sweep("memberships", forget_chosen_roles)
        register_sweep("memberships", forget_leave)
        register_sweep("start_cards", forget_cards)
        register_sweep("memberships", forget_links)
        register_section(
            "memberships",
            position=10,
            template="organisations/_my_memberships.html",
            describe=describe_memberships,
        )
        register_section(
            "sight", position=20, template="organisations/_my_sight.html", describe=describe_sight
        )
        register_section(
            "looks", position=40, template="organisations/_my_looks.html", describe=describe_looks
        )
