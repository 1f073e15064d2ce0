"""The sections: assembled from what all rooms hold, edited by the team."""
