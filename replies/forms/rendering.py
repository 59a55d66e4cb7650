"""How every form of the pages is drawn: one template for a field group, Bootstrap classes on the widgets."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    field_template_name = "components/field.html"
