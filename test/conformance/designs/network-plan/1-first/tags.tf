locals {
  common_tags = merge(
    {
      owner   = "platform"
      managed = "yes" // by code
    },
    var.extra_tags,
  )
}
