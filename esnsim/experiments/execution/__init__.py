"""Who computes runs: this process, several of this machine, or a cluster; each run is kept at once."""
