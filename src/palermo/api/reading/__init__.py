"""Operations on narratives."""
