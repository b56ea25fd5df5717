"""Turns `countries/<iso3>/` into one frozen pack. Data only; every rule has a date and a source."""
