"""Files and engines for rows by the million, on one machine or a cluster. See README.md."""
