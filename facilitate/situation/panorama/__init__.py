"""All forums of a kind side by side and over the half-years, in what each of them tells."""
