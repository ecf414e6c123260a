"""Law as dated data: instruments and rules, three-valued evaluation, explanation with proof and questions."""
