{{- define "agent-sessions.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- /* Every namespace whose sessions run. */ -}}
{{- define "agent-sessions.watched" -}}
{{- prepend .Values.sessions.moreNamespaces .Values.sessions.namespace | uniq | join "," -}}
{{- end -}}
