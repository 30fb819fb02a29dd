from django.db import models


class Order(models.Model):
    loaves = models.PositiveIntegerField()
    total = models.PositiveIntegerField(null=True)
