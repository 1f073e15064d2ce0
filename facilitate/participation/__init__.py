"""Who was invited, who came, and the figures."""
