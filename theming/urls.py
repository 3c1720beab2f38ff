"""Addresses of theming."""

from django.urls import URLPattern, URLResolver, path

from theming.views import editor, files, previews

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", files.favicon, name="favicon"),
    path("thema/letters/<slug:text>.<slug:heading>.<slug:digest>.css", files.font_css, name="font_css"),
    path("thema/letters/<str:name>", files.font_file, name="font_file"),
    path("thema/beeld/<slug:key>/<slug:name>/<str:rendition>", files.theme_image, name="theme_image"),
    path("thema/tegels.css", files.tiles_css, name="tiles_css"),
    path("thema/tegel/<slug:key>.webp", files.organisation_tile, name="organisation_tile"),
    path("thema/<slug:key>.<slug:digest>.css", files.theme_css, name="theme_css"),
    path("beheer/huisstijl/", editor.style_editor, name="style_editor"),
    path("beheer/huisstijl/voorbeeld/", previews.style_preview, name="style_preview"),
    path("beheer/huisstijl/voorbeeld.css", previews.style_preview_css, name="style_preview_css"),
    path("beheer/huisstijl/uitleg/", editor.style_explain, name="style_explain"),
    path("beheer/huisstijl/publiceren/", editor.style_publish, name="style_publish"),
    path("beheer/huisstijl/concept-weg/", editor.style_drop, name="style_drop"),
    path("beheer/huisstijl/terug/<int:revision>/", editor.style_go_back, name="style_go_back"),
    path("beheer/huisstijl/<slug:step>/", editor.style_editor, name="style_step"),
]
