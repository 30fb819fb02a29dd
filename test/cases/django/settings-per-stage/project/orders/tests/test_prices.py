from django.test import SimpleTestCase

from orders.tasks import PRICE


class Prices(SimpleTestCase):
    def test_bread_is_not_free(self):
        self.assertGreater(PRICE, 0)
