"""Operations on procedures, instruments and practice."""
