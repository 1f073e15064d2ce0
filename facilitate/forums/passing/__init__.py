"""Problems and needs passed up, answered, and told back."""
