"""Operations on users, tokens and the log."""
