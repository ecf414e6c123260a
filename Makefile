# Each target does all its own set-up; without make, run the script it calls.
PYTHON ?= python3

.PHONY: demo test bench

demo:  ## a seeded ministry: one case end to end, then the site on 127.0.0.1:8000 (DEMO_SERVE=0 ends after the case)
	@DEMO_SERVE=$(DEMO_SERVE) $(PYTHON) scripts/demo.py

test:  ## every check that runs without root
	@$(PYTHON) scripts/test.py

bench:  ## every figure beside its peer
	@$(PYTHON) scripts/bench.py
