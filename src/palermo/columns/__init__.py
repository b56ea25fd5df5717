"""Files and engines for millions of rows, on one machine or a cluster. See README.md."""
