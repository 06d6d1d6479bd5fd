# Writes OUT: TEXT, and what NOTICES says where there is such a file.
file(READ ${TEXT} text)
if(EXISTS ${NOTICES})
  file(READ ${NOTICES} notices)
  string(APPEND text "\n${notices}")
endif()
file(WRITE ${OUT} "${text}")
