# Bundles the page in WORK, a copy of SOURCE, so that the source tree stays clean. A failure is a warning, not an error.
file(COPY ${SOURCE}/ DESTINATION ${WORK} PATTERN node_modules EXCLUDE)
execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error WORKING_DIRECTORY ${WORK}
  RESULT_VARIABLE result OUTPUT_QUIET)
if(result EQUAL 0)
  execute_process(COMMAND ${NPM} run --silent build -- ${OUT} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result)
endif()
if(NOT result EQUAL 0)
  message(WARNING "the page could not be bundled; the service runs without it")
endif()
