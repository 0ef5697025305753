"""What an experiment asks: factors, points, outcomes, how many replicates, and the files that say so."""
