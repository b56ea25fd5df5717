"""Operations, one module a noun."""
