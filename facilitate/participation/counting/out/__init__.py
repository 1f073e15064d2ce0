"""Figures that leave the house: Excel, Word, csv, pictures, a public page; no small group in any of them."""
