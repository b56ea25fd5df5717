"""Operations on countries."""
