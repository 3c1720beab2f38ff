"""The two-voice scan: from answers to a learning path. Pure: no database, no HTTP, exact fractions only."""
