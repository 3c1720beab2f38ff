"""The second and the third wall, on PostgreSQL: the database itself keeps rows apart.

`policies` says which rows a table gives, `operations` puts that into migrations, `database` tells the
database for whom a transaction runs, `faults` compares tables and models, `roles` makes the three roles.
"""
