"""What programs send, and how lists are paged. Answers are the ledger's own shapes."""
