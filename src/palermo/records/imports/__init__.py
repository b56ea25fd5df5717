"""Files whose columns an officer has not confirmed yet."""
