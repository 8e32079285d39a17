/* The region for the framework: the one that the AWS SDK and the command line use. */

const {
  loadConfig,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
} = require('@smithy/core/config');

/** `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's; us-east-1 to package without any of them. */
module.exports = async ({ options }) => {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const inProfile = loadConfig(
    { ...NODE_REGION_CONFIG_OPTIONS, default: 'us-east-1' },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile: options['aws-profile'] },
  );
  return AWS_REGION || AWS_DEFAULT_REGION || (await inProfile());
};
