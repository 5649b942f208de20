# What stands around every page that is one file.

report_frame-skip = Skip to the findings
report_frame-on_this_page = On this page
