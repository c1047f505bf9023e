from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = _("Demonstration data")

    def ready(self) -> None:
        from demo.staff import DEMO_PASSWORD, SIGN_INS
        from grids.enums import GridPost
        from lib.sign_ins import DemoSignIn, register_sign_ins
        from sites.enums import Post

        labels = dict(Post.choices) | dict(GridPost.choices)
        register_sign_ins(
            [DemoSignIn(name, DEMO_PASSWORD, labels[post]) for name, post in SIGN_INS.items()]
        )
