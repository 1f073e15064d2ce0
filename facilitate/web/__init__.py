"""What every page stands on: the application, forms, languages, downloads, limits, security."""
