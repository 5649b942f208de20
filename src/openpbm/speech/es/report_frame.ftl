report_frame-skip = Ir a lo encontrado
report_frame-on_this_page = En esta página
