"""What survives a crash: queue, ledger, journal and claims."""
