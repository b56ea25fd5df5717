"""The one small expression language of the program: conditions over coded values, as data.

One tree (`nodes`), written as YAML or JSON (`written`), and four readers of it that mean the same:
`explain` (one person, with reasons), `columnar` (millions of rows), `offline.js` (the browser) and
`words` (said in the reader's language).
"""
