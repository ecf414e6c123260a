"""Applications, classification, assessment, advice, decision, licence and drawdown."""
