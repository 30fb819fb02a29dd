print("a helper, no app in here")
