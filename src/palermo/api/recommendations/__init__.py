"""Operations on recommendations and duties."""
