"""Operations on interviews."""
