"""What people bring in as files, hostile ones too."""
