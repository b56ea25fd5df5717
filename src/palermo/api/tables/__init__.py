"""Operations on tables and search."""
