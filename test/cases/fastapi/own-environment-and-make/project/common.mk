env:
	@echo theirs
