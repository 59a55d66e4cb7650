"""The whole site: the app's own pages and the admin for entry and master data."""

from django.urls import include, path

from replies.admin.site import site

urlpatterns = [
    path("admin/", site.urls),
    path("", include("replies.urls")),
]
