# The Debian package, made by CPack out of what is installed; `./dev package` runs it.
set(package_sources ${CMAKE_CURRENT_LIST_DIR})
set(manuals ${CMAKE_BINARY_DIR}/manuals)

# The program writes its own manual page and completions.
add_custom_command(OUTPUT ${manuals}/mirrorgraph.1.gz
  COMMAND ${CMAKE_COMMAND} -E make_directory ${manuals}
  COMMAND mirrorgraph man > ${manuals}/mirrorgraph.1
  COMMAND mirrorgraph completion bash > ${manuals}/mirrorgraph
  COMMAND mirrorgraph completion zsh > ${manuals}/_mirrorgraph
  COMMAND gzip -9nf ${manuals}/mirrorgraph.1
  DEPENDS mirrorgraph
  COMMENT "Writing the manual page and completions"
  VERBATIM)
if(NOT MIRRORGRAPH_SANITIZE)
  add_custom_target(manuals ALL DEPENDS ${manuals}/mirrorgraph.1.gz)
endif()

# The notices of what the page was bundled from, where it was.
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/doc/copyright
  COMMAND ${CMAKE_COMMAND} -DTEXT=${package_sources}/copyright -DNOTICES=${CMAKE_BINARY_DIR}/data/web/notices.txt
    -DOUT=${CMAKE_BINARY_DIR}/doc/copyright -P ${package_sources}/copyright.cmake
  DEPENDS ${package_sources}/copyright ${package_sources}/copyright.cmake $<$<TARGET_EXISTS:page>:${CMAKE_BINARY_DIR}/data/web/page.js>
  VERBATIM)
add_custom_target(copyright ALL DEPENDS ${CMAKE_BINARY_DIR}/doc/copyright)

# What is linked and compiled in, from the finished program; only where asked for, since it asks dpkg about everything.
add_custom_target(sbom
  COMMAND /usr/bin/python3 ${package_sources}/sbom.py ${CMAKE_BINARY_DIR} ${PROJECT_VERSION}
    ${PROJECT_SOURCE_DIR}/query/service/web/package-lock.json ${CMAKE_BINARY_DIR}/data/web/notices.txt
    ${CMAKE_BINARY_DIR}/sbom.cdx.json
  DEPENDS mirrorgraph copyright
  VERBATIM)

install(FILES ${manuals}/mirrorgraph.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manuals}/mirrorgraph DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${manuals}/_mirrorgraph DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${CMAKE_BINARY_DIR}/doc/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mirrorgraph)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mirrorgraph)
install(FILES ${CMAKE_BINARY_DIR}/sbom.cdx.json DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mirrorgraph OPTIONAL)

# What only a package of the system puts in place: the service's unit and its settings.
install(FILES data/service/mirrorgraph.service DESTINATION lib/systemd/system COMPONENT system EXCLUDE_FROM_ALL)
install(FILES data/service/mirrorgraph.conf DESTINATION /etc/mirrorgraph COMPONENT system EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME mirrorgraph)
set(CPACK_PACKAGE_CONTACT "mirrorgraph maintainers <maintainers@mirrorgraph.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "knowledge graph of Chinese standardisation")
set(CPACK_PACKAGE_DESCRIPTION "Reads newsletters, announcements, forewords and registries about Chinese
standardisation and makes one graph of agencies, committees, mirror bodies,
standards and policies, in which every relationship shows its evidence.
Answers path patterns, traces and impact on the command line, over HTTP, in
a browser and for assistants.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL Unspecified system)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, tzdata")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${package_sources}/postinst ${package_sources}/prerm ${package_sources}/postrm ${package_sources}/conffiles)
include(CPack)
