"""Where everything is built, once, from the settings: the only room that reads the environment and knows all others.

`configuration` says what the settings mean, `office` builds what an administrator needs, `service` the rest.
"""
