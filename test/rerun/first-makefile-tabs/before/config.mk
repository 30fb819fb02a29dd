NAME = shop
