"""Steps typed as one line each: `10:30 Coffee 30`, `World café 9 tables 3x20 @Artan #O2`."""
