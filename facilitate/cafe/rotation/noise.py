"""Noise for annealing: a worse step of d is taken when d < temperature * noise.

Rule: -log of evenly spaced shares, drawn by number: as a random number's logarithm, without calling a logarithm in the
loop. Rounded, so that the last digit of a machine's logarithm decides nothing. Source: Metropolis; the least of several
d - temperature * noise is a heat bath (Gumbel). Units: none.
"""

from math import log

SIZE = 4096
NOISE = [round(-log((number + 0.5) / SIZE), 9) for number in range(SIZE)]
