def share(frame):
    return frame / frame.sum()
