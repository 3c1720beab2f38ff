from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = "Groepen"

    def ready(self) -> None:
        """Tell the lower floors who somebody's own trainers are, and what she shares with them."""
        from cohorts.my_data import describe_sharing, register
        from cohorts.queries import groups_looked_after, names_of_cohorts, trainers_of
        from cohorts.reviewing.telling import tell_trainers
        from cohorts.services import forget_ended_enrolments, move_enrolments
        from gatherings.registry import register_group_source
        from modules.followers import register_queue_follower
        from modules.followers import register_trainer_source as register_trainers_of_assignments
        from organisations.registry import register_address_follower
        from people.registry import register_namer, register_section
        from people.retention import register_sweep
        from selfscan.services.sharing import register_trainer_source

        register()
        register_namer("cohorts.Cohort", names_of_cohorts)
        register_address_follower(move_enrolments)
        register_sweep("memberships", forget_ended_enrolments)
        register_trainer_source(trainers_of)
        register_group_source(groups_looked_after)
        register_trainers_of_assignments(trainers_of)
        register_queue_follower(tell_trainers)
        register_section(
            "sharing", position=30, template="cohorts/_my_sharing.html", describe=describe_sharing
        )
