from tests import make
def test_all(cast):
    make.rehandled(cast)
    make.delivered(cast, body="cppcc")
