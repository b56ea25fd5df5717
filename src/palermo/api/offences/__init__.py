"""Operations on the legal elements."""
