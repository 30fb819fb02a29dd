import cv2
import numpy as np


def smaller(data: bytes) -> np.ndarray:
    return cv2.resize(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), (64, 64))
